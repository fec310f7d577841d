// For what a bureau says it asks: the claims of a request object whose signature has been verified.
import {
  caseNumberPattern,
  officialDetailPattern,
  serviceItemPattern,
  type Official,
} from '../../schema/contract/request-object.js';
import { GatewayError, type Message } from '../errors.js';

export interface StatedPurpose {
  /** Purpose code of the catalogue. */
  readonly purpose: string;
  /** Code of the service item (办事项). */
  readonly item: string;
  /** The bureau's number of the matter (案号). */
  readonly caseNumber: string;
  readonly official?: Official;
}

const formats = {
  item: {
    zh: '应为 2 至 32 个大写字母、数字或连字符的事项代码',
    en: 'should be the code of a service item: 2 to 32 capitals, digits or hyphens',
  },
  case: {
    zh: '应为 4 至 64 个字母、数字、汉字、括号、连字符或斜线的案号',
    en: 'should be a case number: 4 to 64 letters, digits, Han characters, brackets, hyphens or slashes',
  },
  official: {
    zh: '应为含 id、post、terminal 的对象',
    en: 'should be an object with id, post and terminal',
  },
  officialDetail: {
    zh: '应为 1 至 64 个字母、数字、汉字或符号 ()_.:-/',
    en: 'should be 1 to 64 letters, digits, Han characters or characters of ()_.:-/',
  },
} satisfies Record<string, Message>;

/** @throws GatewayError PURPOSE_UNKNOWN, BAD_USER_INPUT */
export function readStatedPurpose(
  claims: Readonly<Record<string, unknown>>,
  purposes: ReadonlySet<string>,
): StatedPurpose {
  const { purpose, official } = claims;
  if (typeof purpose !== 'string' || !purposes.has(purpose)) throw unknownPurpose();
  return {
    purpose,
    item: readText('item', claims['item'], serviceItemPattern, formats.item),
    caseNumber: readText('case', claims['case'], caseNumberPattern, formats.case),
    ...(official !== undefined && { official: readOfficial(official) }),
  };
}

function readOfficial(value: unknown): Official {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('official', formats.official);
  const details = value as Record<string, unknown>;
  const read = (name: keyof Official): string =>
    readText(`official.${name}`, details[name], officialDetailPattern, formats.officialDetail);
  return { id: read('id'), post: read('post'), terminal: read('terminal') };
}

function readText(claim: string, value: unknown, pattern: RegExp, format: Message): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw malformed(claim, format);
}

/** Names the claim and never its value, which a log or another reader has no business with. */
function malformed(claim: string, format: Message): GatewayError {
  return new GatewayError('BAD_USER_INPUT', 400, {
    zh: `请求对象的声明 ${claim} 格式有误：${format.zh}。`,
    en: `The claim ${claim} of the request object is malformed: it ${format.en}.`,
  });
}

function unknownPurpose(): GatewayError {
  return new GatewayError('PURPOSE_UNKNOWN', 403, {
    zh: '请求对象的声明 purpose 不是资源目录中的用途代码：请填写目录列出的用途。',
    en: 'The claim purpose of the request object is no purpose of the catalogue: state one of the codes listed there.',
  });
}
