// Where the gateway is, for each version of the program: change these to your city's.
const gateways = {
  develop: 'http://127.0.0.1:4000',
  trial: 'https://yihao-trial.example.gov.cn',
  release: 'https://yihao.example.gov.cn',
} as const;

export const clientName = 'mini-program-sample';
export const clientVersion = '1.0.0';

export function graphqlAddress(): string {
  return `${gateways[wx.getAccountInfoSync().miniProgram.envVersion]}/graphql`;
}
