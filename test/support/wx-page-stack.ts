// The open pages of a mini-program, and what is called as they come and go.
import { createWxPage, type PageOptions, type WxPage } from './wx-page.js';
import type { WxProgram } from './wx-program.js';

const maxOpenPages = 10;

export interface WxPageStack {
  /** From the first to the one on the screen. */
  readonly pages: readonly WxPage[];
  top(): WxPage;
  /** @param url path with query, as for `wx.navigateTo` */
  readonly open: (url: string) => void;
  readonly back: () => void;
  /** Calls a method of the life cycle of the page on the screen. */
  notify(method: 'onShow' | 'onHide'): void;
}

/** @param register runs the page's file and gives what it called `Page()` with */
export function createWxPageStack(program: WxProgram, register: (path: string) => PageOptions): WxPageStack {
  const pages: WxPage[] = [];
  const notify = (page: WxPage | undefined, method: string, argument?: unknown): void =>
    program.run(() => void page?.call(method, argument));
  return {
    pages,
    top() {
      const page = pages.at(-1);
      if (!page) throw new Error('no page is open');
      return page;
    },
    open(url) {
      const [path = '', search = ''] = url.replace(/^\//, '').split('?');
      if (pages.length >= maxOpenPages)
        throw new Error(`navigateTo:fail page limit exceeded: ${maxOpenPages}`);
      const page = createWxPage(path, register(path));
      notify(pages.at(-1), 'onHide');
      pages.push(page);
      notify(page, 'onLoad', Object.fromEntries(new URLSearchParams(search)));
      notify(page, 'onShow');
      notify(page, 'onReady');
    },
    back() {
      if (pages.length < 2) return;
      notify(pages.pop(), 'onUnload');
      notify(pages.at(-1), 'onShow');
    },
    notify: (method) => notify(pages.at(-1), method),
  };
}
