import { Unusable } from '../../../platform/imports/import-kind';
import { readCsv } from '../../../platform/files/read-csv';
import type { Reading } from '../../../platform/imports/import-kind';
import type { Archive } from './open-archive';
import { tableNames, type TableName, type Version } from './tables';

export interface Manifest {
  version: Version;
  modes: Map<TableName, 'bulk' | 'delta'>;
}

const mostProperties = 200;

/** What the file says of itself. @throws Unusable without a manifest, or for a version Quad does not read */
export async function readManifest(archive: Archive, notice: Reading['notice']): Promise<Manifest> {
  if (!archive.names.has('manifest')) throw unusable('noManifest');
  const properties = await propertiesOf(archive);
  const version = properties.get('oneroster.version') ?? '';
  if (!/^1\.[12](\.\d+)?$/.test(version)) throw unusable('unknownVersion', { version: version.slice(0, 40) });
  const modes = new Map<TableName, 'bulk' | 'delta'>();
  for (const table of tableNames) {
    const said = (properties.get(`file.${table}`.toLowerCase()) ?? '').toLowerCase();
    const isThere = archive.names.has(table.toLowerCase());
    const about = (code: string): void => notice({ code, file: `${table}.csv`, about: {} });
    if (said === 'bulk' || said === 'delta') {
      if (isThere) modes.set(table, said);
      else about('fileMissing');
    } else if (isThere && said === 'absent') about('fileSaidAbsent');
    else if (isThere) {
      // nobody said that it is whole, so nothing ends because it is not in it
      modes.set(table, 'delta');
      about('modeNotSaid');
    }
  }
  if (modes.size === 0) throw unusable('nothingToRead');
  return { version: version.startsWith('1.1') ? '1.1' : '1.2', modes };
}

async function propertiesOf(archive: Archive): Promise<Map<string, string>> {
  const columns = { propertyName: [], value: [] };
  const name = 'manifest.csv';
  const { header, rows } = await readCsv(await archive.read('manifest'), { name, columns });
  if (header.missing.length > 0)
    throw new Unusable({ code: 'missingHeaders', file: name, about: { columns: header.missing.join(', ') } });
  const properties = new Map<string, string>();
  for await (const row of rows) {
    if ('error' in row) continue;
    properties.set((row.fields.propertyName ?? '').toLowerCase(), row.fields.value ?? '');
    if (properties.size === mostProperties) break;
  }
  return properties;
}

function unusable(code: string, about: Record<string, string> = {}): Unusable {
  return new Unusable({ code, file: 'manifest.csv', about });
}
