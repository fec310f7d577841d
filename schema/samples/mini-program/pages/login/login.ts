// Login of the development: the token of a persona is pasted. A real program logs in through its own server.
import type { MiniProgram } from '../../app.js';

const { session } = getApp<MiniProgram>();

interface LoginData {
  token: string;
  message: string;
}

const data: LoginData = { token: '', message: '' };

Page({
  data,

  type({ detail }: InputEvent) {
    this.setData({ token: detail.value, message: '' });
  },

  logIn() {
    const token = this.data.token.replace(/\s/g, '');
    if (token === '') return this.setData({ message: '请先粘贴令牌。' });
    session.start(token);
    wx.navigateBack();
  },
});
