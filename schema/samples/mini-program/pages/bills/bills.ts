// Utility bills to be paid: one request for the list, one for each payment.
import { PayUtilityBill } from '../../../../operations/generated/pay-utility-bill.js';
import { Utilities } from '../../../../operations/generated/utilities.js';
import type { MiniProgram } from '../../app.js';
import { describeFailure, noNotice, type Notice } from '../../describe-failure.js';
import { describeTold } from '../../describe-told.js';
import { yuan } from '../../words.js';
import { listBills, type Bill } from './list-bills.js';
import { createPaymentKeys } from './payment-keys.js';

const { client } = getApp<MiniProgram>();
const keys = createPaymentKeys();

interface BillsData {
  state: 'loading' | 'shown' | 'failed';
  notice: Notice;
  bills: readonly Bill[];
  /** Why there is no list, or an empty text. */
  absence: string;
  /** Who says so, and as of when. */
  source: string;
}

const data: BillsData = { state: 'loading', notice: noNotice, bills: [], absence: '', source: '' };

Page({
  data,

  /** Opened, or back: what failed is asked again; a list with what became of its bills stays. */
  onShow() {
    if (this.data.state !== 'shown') void this.load();
  },

  retry() {
    void this.load();
  },

  logIn() {
    wx.navigateTo({ url: '/pages/login/login' });
  },

  async load() {
    this.setData({ state: 'loading', notice: noNotice });
    const answer = await client.query(Utilities, { unpaid: true }, { priority: 'high' });
    if (!answer.ok) return this.setData({ state: 'failed', notice: describeFailure(answer.failure) });
    const told = answer.data.me?.utilityAccounts;
    if (!told) return this.setData({ state: 'shown', absence: answer.errors[0]?.message ?? '没有户号。' });
    const { absence, source } = describeTold('', told, (accounts) =>
      accounts.map(({ id }) => ({ label: id, value: '' })),
    );
    const bills = told.state === 'present' ? listBills(told.value) : [];
    this.setData({ state: 'shown', bills, absence, source });
  },

  pay({ currentTarget }: TapEvent<{ bill: string }>) {
    const bill = this.data.bills.find(({ id }) => id === currentTarget.dataset.bill);
    if (!bill) return;
    wx.showModal({
      title: '确认缴费',
      content: `${bill.title}，${bill.amount}`,
      confirmText: '缴费',
      success: ({ confirm }) => {
        if (confirm) void this.openOrder(bill.id);
      },
    });
  },

  async openOrder(bill: string) {
    this.showOutcome(bill, { outcome: '正在下单……', canPay: false });
    const input = { bill, idempotencyKey: keys.keyFor(bill), channel: 'WECHAT_PAY' } as const;
    const answer = await client.mutate(PayUtilityBill, { input }, { priority: 'high' });
    // Nobody knows whether it was done: the same key makes it safe to try again.
    if (!answer.ok) return this.showOutcome(bill, { outcome: answer.failure.message, canPay: true });
    keys.forget(bill);
    const order = answer.data.payUtilityBill;
    if (order)
      return this.showOutcome(bill, { outcome: `已下单，待支付${yuan(order.amount)}。`, canPay: false });
    this.showOutcome(bill, { outcome: answer.errors[0]?.message ?? '没有下单，请稍后再试。', canPay: true });
  },

  showOutcome(id: string, outcome: Pick<Bill, 'outcome' | 'canPay'>) {
    this.setData({ bills: this.data.bills.map((bill) => (bill.id === id ? { ...bill, ...outcome } : bill)) });
  },
});
