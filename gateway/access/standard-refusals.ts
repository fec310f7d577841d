// Fields that the standard directives refuse, as GraphQL errors at their places.
import { GraphQLError } from 'graphql';
import type { Language, Message } from '../errors.js';
import type { Path } from '../execution/compile-writer.js';

const messages = {
  UNAUTHENTICATED: {
    zh: '此项仅向已登录的调用方提供：请在 Authorization 头中发送 Bearer 令牌。',
    en: 'This is for callers who have logged in: send a bearer token in the Authorization header.',
  },
  NOT_AUTHORISED: {
    zh: '此次登录没有查看此项所需的权限；请向服务方申请。',
    en: 'This login lacks a permission that this field needs; ask whoever runs the service for it.',
  },
} satisfies Record<string, Message>;

/**
 * @param refused coordinate → places in the answer
 * @param loginHelps the caller sent no token, and could have
 */
export function standardRefusals(
  refused: ReadonlyMap<string, readonly Path[]>,
  loginHelps: boolean,
  language: Language,
): GraphQLError[] {
  const code = loginHelps ? 'UNAUTHENTICATED' : 'NOT_AUTHORISED';
  return [...refused.values()]
    .flat()
    .map((path) => new GraphQLError(messages[code][language], { path, extensions: { code } }));
}
