import { spawn } from 'node:child_process';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { EngineService } from '@pulumi/pulumi/proto/engine_grpc_pb';
import {
  GetRootResourceResponse,
  LogSeverity,
  SetRootResourceResponse,
  type LogRequest,
  type SetRootResourceRequest,
} from '@pulumi/pulumi/proto/engine_pb';
import { InvokeResponse } from '@pulumi/pulumi/proto/provider_pb';
import { ResourceMonitorService } from '@pulumi/pulumi/proto/resource_grpc_pb';
import {
  RegisterResourceResponse,
  SupportsFeatureResponse,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type SupportsFeatureRequest,
} from '@pulumi/pulumi/proto/resource_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';

const FEATURES = ['secrets', 'resourceReferences', 'outputValues'];
const infra = path.resolve(__dirname, '../..');

export interface Run {
  code: number | null;
  /** Errors and warnings that the program reported. */
  said: string[];
  /** Types of the resources it asked for. */
  types: string[];
  /** Names of the stack's outputs. */
  outputs: string[];
}

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;
type Answer = grpc.sendUnaryData<unknown>;

/**
 * Starts index.ts as Pulumi's command does: through the SDK's own entry point, with the runtime options of
 * Pulumi.yaml, talking to an engine over gRPC. The engine here agrees to everything and makes nothing.
 */
export async function startProgram(
  stack: string,
  config: Record<string, string>,
  secretKeys: string[] = [],
): Promise<Run> {
  const run: Run = { code: null, said: [], types: [], outputs: [] };
  let root = '';
  const server = new grpc.Server();
  server.addService(EngineService, {
    log: ({ request }: Call<LogRequest>, done: Answer) => {
      if ([LogSeverity.WARNING, LogSeverity.ERROR].includes(request.getSeverity()))
        run.said.push(request.getMessage());
      done(null, new Empty());
    },
    setRootResource: ({ request }: Call<SetRootResourceRequest>, done: Answer) => {
      root = request.getUrn();
      done(null, new SetRootResourceResponse());
    },
    getRootResource: (_: unknown, done: Answer) => done(null, new GetRootResourceResponse().setUrn(root)),
  });
  server.addService(ResourceMonitorService, {
    supportsFeature: ({ request }: Call<SupportsFeatureRequest>, done: Answer) =>
      done(null, new SupportsFeatureResponse().setHassupport(FEATURES.includes(request.getId()))),
    invoke: (_: unknown, done: Answer) =>
      done(null, new InvokeResponse().setReturn(Struct.fromJavaScript({ accountId: '123456789012' }))),
    registerResource: ({ request }: Call<RegisterResourceRequest>, done: Answer) => {
      const [type, name] = [request.getType(), request.getName()];
      run.types.push(type);
      done(
        null,
        new RegisterResourceResponse()
          .setUrn(`urn:pulumi:${stack}::saldo::${type}::${name}`)
          .setId(request.getCustom() ? `${name}-id` : '')
          .setObject(request.getObject()),
      );
    },
    registerResourceOutputs: ({ request }: Call<RegisterResourceOutputsRequest>, done: Answer) => {
      if (request.getUrn() === root)
        run.outputs = Object.keys(request.getOutputs()?.toJavaScript() ?? {}).sort();
      done(null, new Empty());
    },
    signalAndWaitForShutdown: (_: unknown, done: Answer) => done(null, new Empty()),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  try {
    const address = `127.0.0.1:${port}`;
    const args = [
      '--import',
      'tsx',
      require.resolve('@pulumi/pulumi/cmd/run'),
      `--monitor=${address}`,
      `--engine=${address}`,
      '--project=saldo',
      `--stack=${stack}`,
      `--pwd=${infra}`,
      '--dry-run=true',
      '.',
    ];
    const child = spawn(process.execPath, args, {
      cwd: infra,
      stdio: 'ignore',
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
      },
    });
    run.code = await new Promise((resolve) => child.once('close', resolve));
    return run;
  } finally {
    server.forceShutdown();
  }
}
