import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dashboards } from './dashboards';

for (const [name, json] of Object.entries(dashboards())) writeFileSync(path.join('infra/monitoring/grafana/dashboards', name), json);
