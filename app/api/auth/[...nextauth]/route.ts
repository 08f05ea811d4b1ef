import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/auth/next-auth';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

// The options are made at the first request, because a build has no secrets to make them with.
async function answer(request: NextRequest, context: RouteContext): Promise<Response> {
  return (await NextAuth(request, context as never, authOptions())) as Response;
}

export async function GET(request: NextRequest, context: RouteContext) {
  return answer(request, context);
}

export async function POST(request: NextRequest, context: RouteContext) {
  return answer(request, context);
}
