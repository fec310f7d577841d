// What the issuer shows in a browser: the login page, the logout question, its answer, and errors.
import { Html, html } from '../../gateway/http/html.js';
import { renderPage, type Page } from './html.js';
import { realNameLevels, type Persona, type RealNameLevel } from './persona.js';

/** A sentence in both languages. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** What the login form shows: empty at first, or as it was sent together with the reason why it was refused. */
export interface LoginFormState {
  residentId: string;
  level: RealNameLevel;
  problem?: Bilingual;
}

export interface Pages {
  login(state: LoginFormState): Page;
  /** @param form the provider's own form with its anti-forgery value (trusted markup, id `op.logoutForm`). */
  logout(form: string): Page;
  loggedOut(): Page;
  /** @param code the OAuth error code, for whoever reports the error. */
  error(problem: Bilingual, code: string): Page;
}

const levelTitles: Record<RealNameLevel, Bilingual> = {
  L1: { zh: '账号', en: 'account' },
  L2: { zh: '手机号核验', en: 'phone checked' },
  L3: { zh: '证件核验', en: 'document checked' },
  L4: { zh: '人脸核验', en: 'face checked' },
};

/** @param formTargets origins of the client's redirect URIs. */
export function createPages(personas: readonly Persona[], formTargets: readonly string[]): Pages {
  const page = (title: string, content: Html): Page => renderPage(title, content, formTargets);
  return {
    login: (state) => page('开发登录 · Development login', loginContent(personas, state)),
    logout: (form) => page('退出 · Log out', logoutContent(form)),
    loggedOut: () =>
      page('已退出 · Logged out', html`<h1>已退出登录。 <small lang="en">You are logged out.</small></h1>`),
    error: (problem, code) =>
      page(
        '出错了 · Something went wrong',
        html`<h1>无法继续 <small lang="en">This cannot go on</small></h1>
          ${alert(problem)}
          <p><code>${code}</code></p>`,
      ),
  };
}

function loginContent(personas: readonly Persona[], state: LoginFormState): Html {
  return html`<h1>一号 · 开发登录 <small lang="en">Yihao development login</small></h1>
    <p class="notice">
      仅供开发：没有密码，人物均为虚构。
      <small lang="en">For development only: there is no password, and everybody here is invented.</small>
    </p>
    ${state.problem === undefined ? '' : alert(state.problem)}
    <h2 id="personas">选择人物 <small lang="en">Choose a persona</small></h2>
    <form method="post">
      <ul aria-labelledby="personas">
        ${personas.map(personaButton)}
      </ul>
    </form>
    <h2>或输入身份证号 <small lang="en">Or enter a resident ID number</small></h2>
    ${residentIdForm(state)}`;
}

function personaButton({ key, title, name, level }: Persona): Html {
  return html`<li>
    <button type="submit" name="persona" value="${key}">
      ${title.zh} · ${name} · ${level}<small lang="en">${title.en}</small>
    </button>
  </li>`;
}

function residentIdForm({ residentId, level, problem }: LoginFormState): Html {
  const invalid = problem === undefined ? '' : html`aria-invalid="true" aria-describedby="problem" autofocus`;
  return html`<form method="post">
    <label for="residentId">身份证号 <span lang="en">Resident ID number</span></label>
    <input
      id="residentId"
      name="residentId"
      value="${residentId}"
      ${invalid}
      required
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
    />
    <label for="level">实名等级 <span lang="en">Real-name level</span></label>
    <select id="level" name="level">
      ${realNameLevels.map((option) => levelOption(option, option === level))}
    </select>
    <button type="submit" class="main">登录 <span lang="en">Log in</span></button>
  </form>`;
}

function levelOption(level: RealNameLevel, selected: boolean): Html {
  const { zh, en } = levelTitles[level];
  return html`<option value="${level}" ${selected ? 'selected' : ''}>${level} ${zh} (${en})</option>`;
}

function logoutContent(form: string): Html {
  return html`<h1>要退出登录吗？ <small lang="en">Do you want to log out?</small></h1>
    ${new Html(form)}
    <button type="submit" form="op.logoutForm" name="logout" value="yes" class="main" autofocus>
      退出 <span lang="en">Log out</span>
    </button>
    <button type="submit" form="op.logoutForm" class="main">
      保持登录 <span lang="en">Stay logged in</span>
    </button>`;
}

function alert({ zh, en }: Bilingual): Html {
  return html`<p role="alert" id="problem">${zh} <small lang="en">${en}</small></p>`;
}
