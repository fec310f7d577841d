// The login step between the authorization request and its code: shows the form, reads it, names the citizen.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { parseResidentId } from '../../schema/contract/resident-id.js';
import type { Page } from './html.js';
import type { Bilingual, LoginFormState, Pages } from './pages.js';
import { isRealNameLevel, subjectOf, type Persona, type RealNameLevel } from './persona.js';

type Decision =
  { kind: 'accepted'; residentId: string; level: RealNameLevel } | { kind: 'refused'; form: LoginFormState };

export type LoginInteraction = (
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
) => Promise<void>;

const defaultLevel: RealNameLevel = 'L3';
const maxFormBytes = 4096;
const expired: Bilingual = {
  zh: '登录已过期，请回到应用重新开始。',
  en: 'This login has expired. Go back to the application and start again.',
};
const unknownLevel: Bilingual = { zh: '没有这个实名等级。', en: 'There is no such real-name level.' };
const unknownPersona: Bilingual = { zh: '没有这个人物。', en: 'There is no such persona.' };
const badForm: Bilingual = { zh: '表单无法读取。', en: 'The form cannot be read.' };

/**
 * Handles GET and POST of `/interaction/:uid`. Nothing is kept about the citizen but subject and level, in the session
 * that the provider makes: the number is forgotten when the request ends.
 */
export function createLoginInteraction(personas: readonly Persona[], pages: Pages): LoginInteraction {
  return async (provider, req, res) => {
    if (!(await isOpen(provider, req, res))) return send(res, 400, pages.error(expired, 'expired'));
    if (req.method === 'GET') return send(res, 200, pages.login({ residentId: '', level: defaultLevel }));

    const form = await readForm(req);
    if (form === undefined) return send(res, 400, pages.error(badForm, 'invalid_request'));
    const decision = decide(form, personas);
    if (decision.kind === 'refused') return send(res, 400, pages.login(decision.form));

    const { residentId, level } = decision;
    const login = { accountId: subjectOf(residentId), acr: level, remember: false };
    await provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false });
  };
}

/** Whether the address names the interaction that this browser's cookie belongs to. */
async function isOpen(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  try {
    const { uid } = await provider.interactionDetails(req, res);
    return req.url === `/interaction/${uid}`;
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return false;
    throw error;
  }
}

function decide(form: URLSearchParams, personas: readonly Persona[]): Decision {
  const key = form.get('persona');
  const residentId = form.get('residentId') ?? '';
  const persona = personas.find((candidate) => candidate.key === key);
  const level = form.get('level') ?? persona?.level ?? defaultLevel;
  const refuse = (problem: Bilingual): Decision => ({
    kind: 'refused',
    form: { residentId, level: isRealNameLevel(level) ? level : defaultLevel, problem },
  });

  if (!isRealNameLevel(level)) return refuse(unknownLevel);
  if (persona !== undefined) return { kind: 'accepted', residentId: persona.residentId, level };
  if (key !== null) return refuse(unknownPersona);
  const parsed = parseResidentId(residentId);
  if (!parsed.ok) return refuse(parsed.problem);
  return { kind: 'accepted', residentId: parsed.value.canonical, level };
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams | undefined> {
  const announcedBytes = Number(req.headers['content-length']);
  // Also refuses a body of unknown length: every browser announces it for a form.
  if (Number.isNaN(announcedBytes) || announcedBytes > maxFormBytes) return undefined;
  return new URLSearchParams(await text(req));
}

function send(res: ServerResponse, status: number, { headers, body }: Page): void {
  res.writeHead(status, headers).end(body);
}
