// Opens the registered operations: what they are, which of them may be run, and that they are compiled before they are asked.
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { GrantRegister } from './access/grant.js';
import { createRegisteredCompiler, kindsOfCallers } from './compile-registered.js';
import type { OperationsConfig } from './config.js';
import { problemOf } from './operations/check-registered-operation.js';
import { createOperationRegistry, type OperationRegistry } from './operations/operation-registry.js';
import type { Pipeline } from './pipeline.js';

export interface OpenOperationsOptions {
  readonly config: OperationsConfig;
  /** Of the supergraph of the moment. */
  readonly current: () => { readonly schema: GraphQLSchema; readonly pipeline: Pipeline };
  /** Undefined for a foreign supergraph, which has no bureaus. */
  readonly register: { current(): GrantRegister } | undefined;
  /** Called when the operations are others than before. */
  readonly onChange: () => void;
  readonly logger: Logger;
}

export interface OpenOperations extends Pick<OperationRegistry, 'find' | 'look' | 'stop'> {
  /** For after the supergraph has changed. */
  reloaded(): Promise<void>;
}

/** Ten operations, compiled 26 times for all kinds of callers, take 0.3 s of CPU; many more go on while requests are answered. */
const maxStartMs = 3_000;

/** @throws BadManifest when this project's own manifest isn't taken */
export async function openOperations(options: OpenOperationsOptions): Promise<OpenOperations> {
  const { config, current, register, onChange, logger } = options;
  const compile = createRegisteredCompiler({
    pipeline: () => current().pipeline,
    callers: () => (register ? kindsOfCallers(register.current()) : [{ kind: 'open', claims: undefined }]),
    logger,
  });
  let compiling = Promise.resolve();
  const registry = await createOperationRegistry({
    manifests: config.manifests,
    indispensable: config.ownManifest,
    problemOf: (operation) => problemOf(operation, current().schema),
    logger,
    onChange(all) {
      onChange();
      compiling = compile(all);
    },
  });
  await withinStart(compiling);
  return {
    find: registry.find,
    look: () => registry.look(),
    stop: () => registry.stop(),
    async reloaded() {
      await registry.recheck();
      await compile(registry.all);
    },
  };
}

async function withinStart(compiling: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, maxStartMs);
  });
  await Promise.race([compiling, late]);
  clearTimeout(timer);
}
