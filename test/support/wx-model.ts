// WeChat as a mini-program sees it, with the limits that its documentation names: runs a built package without a phone.
import { posix } from 'node:path';
import { runInContext } from 'node:vm';
import type { PhoneNetwork } from './phone-network.js';
import { createWxLoginCodes, type WxLoginCodes } from './wx-login-codes.js';
import { openWxPackage, type WxPackage } from './wx-package.js';
import type { PageOptions, WxPage } from './wx-page.js';
import { createWxPageStack } from './wx-page-stack.js';
import { createWxProgram, type WxProgram } from './wx-program.js';
import { createWxNetwork, type WxNetwork } from './wx-request.js';
import { createWxScope } from './wx-scope.js';
import { createWxStorage, type WxStorage } from './wx-storage.js';

/** In the background for longer, a program is suspended and loses its requests. */
const suspendedAfterSeconds = 5;

export interface WxModelOptions {
  /** The built package. */
  readonly directory: string;
  readonly network: PhoneNetwork;
  /** See `WxNetworkOptions`. */
  readonly domains: readonly string[];
  readonly checksDomains: boolean;
  /** Which of the program's versions it is to say that it is. */
  readonly envVersion: 'develop' | 'trial' | 'release';
}

export interface WxModel {
  readonly package: WxPackage;
  /** What the program gave `App()`. */
  readonly app: Readonly<Record<string, unknown>>;
  /** The page on the screen. */
  readonly page: WxPage;
  readonly network: WxNetwork;
  readonly storage: WxStorage;
  readonly logins: WxLoginCodes;
  /** Texts of dialogs and short messages. */
  readonly shown: readonly string[];
  /** What the program threw. */
  readonly errors: readonly unknown[];
  open(url: string): void;
  back(): void;
  /** A tap on what is bound to `method`, with `data-` attributes. */
  tap(method: string, dataset?: Readonly<Record<string, unknown>>): void;
  input(method: string, value: string): void;
  /** How dialogs are answered from now on. */
  answerDialogs(confirm: boolean): void;
  /** The user turns to something else, for so many seconds until now. */
  hide(seconds: number): void;
  show(): void;
}

/** Starts the package: `onLaunch`, and its first page. */
export function launchMiniProgram(options: WxModelOptions): WxModel {
  const built = openWxPackage(options.directory);
  const program = createWxProgram();
  const network = createWxNetwork({
    ...options,
    appId: built.appId,
    timeoutMs: built.app.networkTimeout?.request ?? 60_000,
    callBack: program.callBack,
  });
  const storage = createWxStorage();
  const logins = createWxLoginCodes();
  const screen = createScreen(program);
  let app: Record<string, unknown> = {};
  let registered: PageOptions | undefined;
  const wx = {
    ...storage,
    ...screen.api,
    request: network.request,
    login: ({ success }: { success: (answer: { code: string; errMsg: string }) => void }) =>
      setImmediate(() => program.callBack(() => success({ code: logins.issue(), errMsg: 'login:ok' }))),
    getAccountInfoSync: () => ({ miniProgram: { appId: built.appId, envVersion: options.envVersion } }),
    navigateTo: ({ url }: { url: string }) => stack.open(url),
    navigateBack: () => stack.back(),
  };
  const load = createLoader(built, {
    ...timersOf(program),
    wx,
    console,
    App: (given: Record<string, unknown>) => void (app = given),
    Page: (given: PageOptions) => void (registered = given),
    getApp: () => app,
    getCurrentPages: () => [...stack.pages],
  });
  const stack = createWxPageStack(program, (path) => {
    if (!built.app.pages.includes(path)) throw new Error(`app.json has no page ${path}`);
    registered = undefined;
    load(`${path}.js`);
    if (!registered) throw new Error(`${path}.js does not call Page()`);
    return registered;
  });
  const notifyApp = (method: 'onLaunch' | 'onShow' | 'onHide'): void =>
    program.run(() => void (app[method] as (() => void) | undefined)?.call(app));
  const dispatch = (method: string, event: object): void => {
    const page = stack.top();
    if (!page.has(method)) throw new Error(`${page.route} has no method ${method}`);
    program.run(() => void page.call(method, event));
  };

  program.run(() => load('app.js'));
  notifyApp('onLaunch');
  notifyApp('onShow');
  stack.open(String(built.app.pages[0]));
  return {
    package: built,
    network,
    storage,
    logins,
    shown: screen.shown,
    errors: program.errors,
    get app() {
      return app;
    },
    get page() {
      return stack.top();
    },
    open: stack.open,
    back: stack.back,
    tap: (method, dataset = {}) => dispatch(method, { currentTarget: { dataset }, detail: {} }),
    input: (method, value) => dispatch(method, { currentTarget: { dataset: {} }, detail: { value } }),
    answerDialogs: screen.answerDialogs,
    hide(seconds) {
      stack.notify('onHide');
      notifyApp('onHide');
      network.inBackground = true;
      if (seconds <= suspendedAfterSeconds) return;
      program.suspend();
      network.interrupt();
    },
    show() {
      network.inBackground = false;
      notifyApp('onShow');
      stack.notify('onShow');
      program.resume();
    },
  };
}

/** Dialogs and short messages. */
function createScreen(program: WxProgram) {
  const shown: string[] = [];
  let confirm = true;
  interface Dialog {
    title: string;
    content: string;
    success?: (answer: { confirm: boolean; cancel: boolean }) => void;
  }
  return {
    shown,
    answerDialogs: (answer: boolean) => void (confirm = answer),
    api: {
      showToast: ({ title }: { title: string }) => void shown.push(title),
      showModal({ title, content, success }: Dialog) {
        shown.push(`${title} ${content}`);
        const answer = { confirm, cancel: !confirm };
        setImmediate(() => program.callBack(() => success?.(answer)));
      },
      stopPullDownRefresh: () => undefined,
    },
  };
}

function timersOf({ callBack }: WxProgram) {
  return {
    setTimeout: (run: () => void, ms?: number) => setTimeout(() => callBack(run), ms),
    setInterval: (run: () => void, ms?: number) => setInterval(() => callBack(run), ms),
    clearTimeout,
    clearInterval,
  };
}

type File = (require: (path: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

/** Runs files of the package, each in a function of its own; what is required by a relative path, once. */
function createLoader(built: WxPackage, globals: Readonly<Record<string, unknown>>) {
  const scope = createWxScope(globals);
  const modules = new Map<string, { exports: unknown }>();
  const load = (path: string): { exports: unknown } => {
    const module = { exports: {} };
    const source = `(function (require, module, exports) {${built.read(path)}\n})`;
    const file = runInContext(source, scope, { filename: path }) as File;
    modules.set(path, module);
    file(requireFrom(path), module, module.exports);
    return module;
  };
  const requireFrom = (path: string) => (wanted: string) => {
    const file = posix.join(posix.dirname(path), wanted.replace(/(\.js)?$/, '.js'));
    return (modules.get(file) ?? load(file)).exports;
  };
  return load;
}
