// Where Monaco, the editor in GraphiQL, finds its workers; set before anything of it runs.
const environment = {
  getWorker(_id: string, label: string): Worker {
    const name = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker(`/explorer/${name}.worker.js`, { type: 'module' });
  },
};

Object.assign(globalThis, { MonacoEnvironment: environment });
