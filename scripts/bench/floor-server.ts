// Process of the bench: the least that answering costs on Node. It reads a request's body and sends the bytes that belong to it.
//
//   node floor-server.js PORT
//
// The parent sends the answers by body, and they are there from then on.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Message of the parent. */
export interface FloorAnswer {
  readonly body: string;
  readonly answer: string;
}

const answers = new Map<string, Buffer>();

const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    const answer = answers.get(body.toString());
    if (!answer) response.writeHead(404).end();
    else
      response
        .writeHead(200, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': answer.length,
        })
        .end(answer);
  });
});
server.keepAliveTimeout = 0;
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('message', ({ body, answer }: FloorAnswer) => {
  answers.set(body, Buffer.from(answer));
  process.send?.('known');
});
process.once('disconnect', () => process.exit(0));
