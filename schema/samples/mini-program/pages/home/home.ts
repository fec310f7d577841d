// The home page: one request, a section for each department.
import { HomePage } from '../../../../operations/generated/home-page.js';
import type { MiniProgram } from '../../app.js';
import { describeFailure, logInFirst, noNotice, type Notice } from '../../describe-failure.js';
import type { Section } from '../../describe-told.js';
import { homeSections } from './home-sections.js';

const { client, session } = getApp<MiniProgram>();
/** Whose data is on the screen, by the token: another person's is not to stay there. */
let shownFor: string | undefined;

interface HomeData {
  loading: boolean;
  notice: Notice;
  name: string;
  sections: readonly Section[];
}

const empty = { name: '', sections: [] };
const data: HomeData = { ...empty, loading: true, notice: noNotice };

Page({
  data,

  /** Opened, back from another page, or back from the background, where a request may have been lost. */
  onShow() {
    if (shownFor === undefined || shownFor !== session.token()) void this.load(false);
  },

  async onPullDownRefresh() {
    await this.load(true);
    wx.stopPullDownRefresh();
  },

  retry() {
    void this.load(false);
  },

  logIn() {
    wx.navigateTo({ url: '/pages/login/login' });
  },

  openBills() {
    wx.navigateTo({ url: '/pages/bills/bills' });
  },

  /** @param live whether departments are asked although what is kept is fresh */
  async load(live: boolean) {
    const token = session.token();
    if (shownFor !== token) this.setData(empty);
    shownFor = undefined;
    if (token === undefined) return this.setData({ loading: false, notice: logInFirst });
    this.setData({ loading: true, notice: noNotice });
    const answer = await client.query(HomePage, {}, { live, priority: 'high' });
    if (!answer.ok) return this.showNotice(describeFailure(answer.failure));
    const { me } = answer.data;
    if (me === null)
      return this.showNotice({ message: answer.errors[0]?.message ?? '没有找到您的记录。', wayOn: 'retry' });
    shownFor = token;
    this.setData({
      loading: false,
      name: me.name.state === 'present' ? me.name.value : '',
      sections: homeSections(me),
    });
  },

  /** What was on the screen stays, unless nobody is logged in any more. */
  showNotice(notice: Notice) {
    this.setData({ loading: false, notice, ...(notice.wayOn === 'login' && empty) });
  },
});
