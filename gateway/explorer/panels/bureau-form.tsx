// In development: which bureau asks, for what, and by which official; the issuer signs each request in its name.
import { useEffect, useState, type FormEvent } from 'react';
import type { BureauDesk, BureauStatement, OfferedBureau } from '../session/bureau-desk.js';

interface BureauFormProps {
  readonly desk: BureauDesk;
  readonly become: (name: string, statement: BureauStatement) => Promise<void>;
}

/** A grant may need somebody who answers for the request; invented, like everybody here. */
const anOfficial = { id: '340000-0001', post: '窗口03', terminal: 'W-03' };

export function BureauForm({ desk, become }: BureauFormProps) {
  const [bureaus, setBureaus] = useState<readonly OfferedBureau[]>([]);
  const [client, setClient] = useState('');
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    desk.loadBureaus().then(
      (offered) => {
        setBureaus(offered);
        setClient(offered[0]?.client ?? '');
      },
      (error: unknown) => setProblem(String(error)),
    );
  }, [desk]);
  const bureau = bureaus.find((one) => one.client === client);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setProblem(undefined);
    if (bureau)
      become(bureau.name.zh, readStatement(client, new FormData(event.currentTarget))).catch(
        (error: unknown) => setProblem(String(error)),
      );
  };
  return (
    <form onSubmit={submit}>
      <h3>部门工作人员 A bureau’s official</h3>
      {problem !== undefined && <p role="alert">没有成功 That did not work: {problem}</p>}
      <label>
        部门 Bureau
        <select value={client} onChange={(event) => setClient(event.target.value)}>
          {bureaus.map(({ client: value, name }) => (
            <option key={value} value={value}>
              {name.zh} {name.en}
            </option>
          ))}
        </select>
      </label>
      {bureau && <StatementFields key={client} bureau={bureau} />}
      <button type="submit" className="main" disabled={!bureau}>
        以部门身份登录 Log in as the bureau
      </button>
    </form>
  );
}

function StatementFields({ bureau: { grants } }: { readonly bureau: OfferedBureau }) {
  const usual = grants.find(({ status }) => status === 'APPROVED');
  const official = usual?.officialRequired ? anOfficial : undefined;
  return (
    <>
      <ul className="grants">
        {grants.map(({ id, status, clear, officialRequired, validTo }) => (
          <li key={id}>
            {id} {status} · {clear ? '明文 clear' : '脱敏 masked'}
            {officialRequired && ' · 需经办人 official required'} · ≤ {validTo}
          </li>
        ))}
        {grants.length === 0 && <li>没有授权 No grant</li>}
      </ul>
      <Field
        name="purpose"
        label="用途 Purpose"
        value={usual?.purposes[0]}
        options={grants.flatMap((one) => one.purposes)}
      />
      <Field
        name="item"
        label="事项 Service item"
        value={usual?.items[0]}
        options={grants.flatMap((one) => one.items)}
      />
      <Field name="caseNumber" label="办件编号 Case number" value="EXPLORER-1" />
      <fieldset>
        <legend>经办人（可不填） Official (optional)</legend>
        <Field name="id" label="工号 ID" value={official?.id} optional />
        <Field name="post" label="岗位 Post" value={official?.post} optional />
        <Field name="terminal" label="终端 Terminal" value={official?.terminal} optional />
      </fieldset>
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options?: readonly string[];
  readonly optional?: boolean;
}

function Field({ name, label, value = '', options = [], optional = false }: FieldProps) {
  const list = options.length > 0 ? `${name}-options` : undefined;
  return (
    <label>
      {label}
      <input
        name={name}
        defaultValue={value}
        required={!optional}
        list={list}
        autoComplete="off"
        spellCheck={false}
      />
      {list !== undefined && (
        <datalist id={list}>
          {[...new Set(options)].map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </label>
  );
}

function readStatement(client: string, form: FormData): BureauStatement {
  const read = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const official = { id: read('id'), post: read('post'), terminal: read('terminal') };
  return {
    client,
    purpose: read('purpose'),
    item: read('item'),
    caseNumber: read('caseNumber'),
    ...(official.id !== '' && { official }),
  };
}
