import { afterAll } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubAnswer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

export interface StubAsked {
  method: string;
  path: string;
  body: string;
}

/** Where the SDK's clients of this test find their services, and what they sign with. */
export const useAwsAt = (endpoints: Record<string, string>): void => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    ...Object.fromEntries(
      Object.entries(endpoints).map(([service, endpoint]) => [`AWS_ENDPOINT_URL_${service}`, endpoint]),
    ),
  });
};

/** Stands for a service of AWS where a test needs an answer that no local one gives: it answers as it is told. */
export const useAwsStub = async () => {
  let answers: StubAnswer[] = [];
  const asked: StubAsked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', body });
      const { status, headers, body: text } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500 };
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** One answer after the other; the last stays. */
    answerWith: (...given: StubAnswer[]) => {
      answers = given;
      asked.length = 0;
    },
  };
};
