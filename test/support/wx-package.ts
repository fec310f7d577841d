// A built mini-program's files, checked as WeChat checks them at the upload.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const maxPackageBytes = 2 * 1024 * 1024;

export interface AppJson {
  readonly pages: readonly string[];
  readonly sitemapLocation?: string;
  readonly networkTimeout?: { readonly request?: number };
}

export interface WxPackage {
  readonly app: AppJson;
  readonly appId: string;
  readonly bytes: number;
  readonly files: readonly string[];
  read(path: string): string;
}

/** @throws Error that says what the upload would be refused for */
export function openWxPackage(directory: string): WxPackage {
  const read = (path: string): string => readFileSync(join(directory, path), 'utf8');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(directory, path)).isFile(),
  );
  const bytes = files.reduce((sum, path) => sum + statSync(join(directory, path)).size, 0);
  const app = JSON.parse(read('app.json')) as AppJson;
  const needed = [
    'app.js',
    app.sitemapLocation ?? 'sitemap.json',
    ...app.pages.flatMap((page) => [`${page}.js`, `${page}.wxml`]),
  ];
  const lacking = needed.filter((path) => !files.includes(path));
  if (lacking.length > 0) throw new Error(`the package has no ${lacking.join(', ')}`);
  if (bytes > maxPackageBytes) throw new Error(`the package has ${bytes} bytes, over ${maxPackageBytes}`);
  const { appid } = JSON.parse(read('project.config.json')) as { appid: string };
  return { app, appId: appid, bytes, files, read };
}
