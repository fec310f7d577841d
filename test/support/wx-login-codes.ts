// The codes of `wx.login`: each can be exchanged once, by a server, for who is logged in to WeChat.
import { randomBytes } from 'node:crypto';

export interface WxLoginCodes {
  issue(): string;
  /** As `GET /sns/jscode2session` answers: errors come with HTTP 200 too. */
  exchange(code: string): { openid: string; session_key: string } | { errcode: number; errmsg: string };
}

export function createWxLoginCodes(): WxLoginCodes {
  const openid = randomBytes(14).toString('base64url');
  const codes = new Map<string, 'issued' | 'used'>();
  return {
    issue() {
      const code = randomBytes(16).toString('hex');
      codes.set(code, 'issued');
      return code;
    },
    exchange(code) {
      const state = codes.get(code);
      if (state === undefined) return { errcode: 40029, errmsg: 'invalid code' };
      if (state === 'used') return { errcode: 40163, errmsg: 'code been used' };
      codes.set(code, 'used');
      return { openid, session_key: randomBytes(16).toString('base64') };
    },
  };
}
