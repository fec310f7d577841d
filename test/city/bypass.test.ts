import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departmentNames } from '../../schema/contract/departments.js';
import { startRecorder, type Recorder } from '../support/recorder.js';
import { persona, sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

interface DirectAnswer {
  status: number;
  body: { data?: unknown; errors: { extensions: { code: string } }[] };
}

async function askDirectly(
  department: string,
  body: string,
  headers: Record<string, string>,
): Promise<DirectAnswer> {
  const response = await fetch(`${department}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as DirectAnswer['body'] };
}

describe('a department asked around the gateway', () => {
  let land: Recorder;
  let gateway: TestGateway;
  let genuine: { body: string; assertion: string };

  beforeAll(async () => {
    land = await startRecorder(sharedCity().departmentUrls.land);
    gateway = await startTestGateway({ DEPARTMENT_LAND_URL: `${land.url}/graphql` });
    await gateway.ask('{ me { realEstateRights { certificateNumber } } }', {
      token: await tokenOf('young-family'),
    });
    const [request] = land.graphql();
    genuine = { body: request?.body ?? '', assertion: String(request?.headers['yihao-assertion']) };
  });
  afterAll(async () => {
    await gateway.stop();
    await land.stop();
  });

  const refused = (answer: DirectAnswer, status: number) => {
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body)).toEqual(['errors']);
    expect(JSON.stringify(answer.body)).not.toMatch(/certificateNumber|Citizen|\d{6}/);
  };

  it.each(departmentNames)('refuses a citizen’s token at %s', async (name) => {
    const token = await tokenOf('young-family');
    refused(
      await askDirectly(sharedCity().departmentUrls[name], '{"query":"{ me { residentId } }"}', {
        authorization: `Bearer ${token}`,
      }),
      401,
    );
    refused(
      await askDirectly(sharedCity().departmentUrls[name], '{"query":"{ _service { sdl } }"}', {}),
      401,
    );
  });

  it('accepts the gateway’s own request, so that the refusals below mean something', async () => {
    const answer = await askDirectly(sharedCity().departmentUrls.land, genuine.body, {
      'yihao-assertion': genuine.assertion,
    });
    expect(answer.status).toBe(200);
  });

  it('refuses a genuine assertion with another body', async () => {
    const body = genuine.body.replace('certificateNumber', 'registeredOn');
    expect(body).not.toBe(genuine.body);
    refused(
      await askDirectly(sharedCity().departmentUrls.land, body, { 'yihao-assertion': genuine.assertion }),
      401,
    );
  });

  it.each(departmentNames.filter((name) => name !== 'land'))(
    'refuses the assertion for land at %s',
    async (name) => {
      // Each department has a key of its own, so another's assertion isn't even signed for it.
      refused(
        await askDirectly(sharedCity().departmentUrls[name], genuine.body, {
          'yihao-assertion': genuine.assertion,
        }),
        401,
      );
    },
  );

  it('refuses an assertion whose claims were changed', async () => {
    const [header = '', payload = '', mac = ''] = genuine.assertion.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      subjects: { id: string; numbers: string[] }[];
    };
    claims.subjects[0] = { id: claims.subjects[0]?.id ?? '', numbers: [persona('pensioner').residentId] };
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), mac].join('.');
    refused(
      await askDirectly(sharedCity().departmentUrls.land, genuine.body, { 'yihao-assertion': forged }),
      401,
    );
  });
});
