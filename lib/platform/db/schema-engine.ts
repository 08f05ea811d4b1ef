import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';

interface EngineModule {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm: (exports: WebAssembly.Exports) => void;
}

let loaded: Promise<EngineModule> | undefined;

/**
 * Prisma's adapter cuts a script at every semicolon, also inside a function's body, a text or a comment, and
 * runs the pieces one by one. PostgreSQL takes a whole script as one simple query, and as one transaction:
 * what Prisma's native engine does.
 */
class WholeScriptAdapter extends PrismaPg {
  /** What PostgreSQL said last. The engine's own report loses most of it on the way through WebAssembly. */
  lastError: unknown;
  private readonly pools: Pool[] = [];

  override async connect() {
    const adapter = await super.connect();
    this.pools.push(adapter.underlyingDriver());
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        this.lastError = error;
        throw error;
      }
    };
    return adapter;
  }

  /**
   * The engine connects more than once and leaves some connections open, which would keep a finished process
   * waiting.
   */
  async close(): Promise<void> {
    await Promise.all(this.pools.filter((pool) => !pool.ending).map((pool) => pool.end()));
  }
}

/**
 * The package imports its .wasm file as a module, which Node only does behind a flag, so the parts are put
 * together here.
 */
async function loadEngine(): Promise<EngineModule> {
  // Resolved from the working directory so that the same code runs from source, bundled, and inside Jest.
  const require = createRequire(path.join(process.cwd(), 'package.json'));
  const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bindings = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as EngineModule;
  const module = await WebAssembly.compile(
    await readFile(path.join(path.dirname(glue), 'schema_engine_bg.wasm')),
  );
  const imports: Record<string, WebAssembly.ImportValue> = {
    ...(bindings as unknown as WebAssembly.ModuleImports),
  };
  // The engine's time limit for its own lock goes on ticking when the work is done, and would keep the
  // process for 10 s.
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
    imports[name] = (work: () => void, milliseconds: number) => setTimeout(work, milliseconds).unref();
  }
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

/**
 * Runs `work` with Prisma's schema engine (WebAssembly) on the database of `databaseUrl`.
 * @throws what PostgreSQL answered, where it was PostgreSQL that refused.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  // One connection: the engine's statements follow one another, and what a migration sets must hold for the
  // next one.
  const factory = new WholeScriptAdapter({ connectionString: databaseUrl, max: 1 });
  let engine: SchemaEngine | undefined;
  try {
    engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    return await work(engine);
  } catch (error) {
    throw factory.lastError ?? error;
  } finally {
    engine?.free();
    await factory.close();
  }
}
