// The few parts of WeChat that this program uses, and no others: developers.weixin.qq.com/miniprogram/dev/api/
// A program of your own takes them from the package `miniprogram-api-typings`.
import type { WxRequester } from '../../client/wx-transport.js';

interface WeChat extends WxRequester {
  getAccountInfoSync(): { miniProgram: { envVersion: 'develop' | 'trial' | 'release' } };
  /** An empty text where nothing is kept. */
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, value: unknown): void;
  removeStorageSync(key: string): void;
  navigateTo(options: { url: string }): void;
  navigateBack(): void;
  showModal(options: {
    title: string;
    content: string;
    confirmText: string;
    success(answer: { confirm: boolean }): void;
  }): void;
  stopPullDownRefresh(): void;
}

interface PageInstance<Data> {
  readonly data: Data;
  setData(changes: Partial<Data>): void;
}

declare global {
  const wx: WeChat;
  function App(app: object): void;
  function getApp<App>(): App;
  function Page<Data extends object, Methods extends object>(
    page: { data: Data } & Methods & ThisType<PageInstance<Data> & Methods>,
  ): void;

  /** What a tap gives; `dataset` has the component's `data-` attributes. */
  interface TapEvent<Dataset> {
    readonly currentTarget: { readonly dataset: Dataset };
  }

  interface InputEvent {
    readonly detail: { readonly value: string };
  }
}
