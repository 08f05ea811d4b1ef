import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { callerOf } from '@/graphql/http';
import { authOptions } from '@/lib/people/sign-in/next-auth';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

// The options are made with each request: they know the caller, and a build has no secrets to make them with.
async function answer(request: NextRequest, context: RouteContext): Promise<Response> {
  const { token, device, address, locale } = callerOf((name) =>
    name === 'authorization' ? null : request.headers.get(name),
  );
  return (await NextAuth(
    request,
    context as never,
    authOptions({ token, origin: { device, address }, locale }),
  )) as Response;
}

export async function GET(request: NextRequest, context: RouteContext) {
  return answer(request, context);
}

export async function POST(request: NextRequest, context: RouteContext) {
  return answer(request, context);
}
