// The two services of Amazon's that a host asks, as far as it asks them: `node amazon-stand-in.mjs PORT
// FILE`. Parameters come from FILE, JSON of names and values; metrics go to standard output, one a line.
// Plain JavaScript: it runs without a compiler.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const [port, file] = process.argv.slice(2);

createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    if (request.headers['x-amz-target'] === 'AmazonSSM.GetParametersByPath') {
      const { Path: path } = JSON.parse(body);
      const parameters = JSON.parse(readFileSync(file, 'utf8'));
      const found = Object.entries(parameters).filter(([name]) => name.startsWith(`${path}/`));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      return response.end(
        JSON.stringify({
          Parameters: found.map(([Name, Value]) => ({ Name, Value, Type: 'SecureString', Version: 1 })),
        }),
      );
    }
    const form = new URLSearchParams(body);
    if (form.get('Action') === 'PutMetricData') {
      console.log(`${form.get('MetricData.member.1.MetricName')} ${form.get('MetricData.member.1.Value')}`);
      response.writeHead(200, { 'content-type': 'text/xml' });
      return response.end(
        '<PutMetricDataResponse><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PutMetricDataResponse>',
      );
    }
    response.writeHead(400).end();
  });
}).listen(Number(port), '127.0.0.1');
