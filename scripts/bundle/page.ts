// The pages that the gateway serves: where their source is, and what they may weigh.
export interface Page {
  /** Folder under `dist/pages`, and its address. */
  readonly name: 'explorer' | 'portal';
  /** Folder with `main.tsx` and `index.html`, from the project's root. */
  readonly source: string;
  /** Module by file name, without `.js`: workers, and scripts of documents that are written by the gateway. */
  readonly besides: Readonly<Record<string, string>>;
  /** Of everything that the page loads before it can be used, gzipped; undefined where nobody loads it over a phone. */
  readonly maxFirstLoadBytes: number | undefined;
}

export const pages: readonly Page[] = [
  {
    name: 'explorer',
    source: 'gateway/explorer',
    besides: {
      'schema-filter': './gateway/explorer/schema-filter.ts',
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    maxFirstLoadBytes: undefined,
  },
  { name: 'portal', source: 'schema/samples/portal', besides: {}, maxFirstLoadBytes: 300 * 1_024 },
];
