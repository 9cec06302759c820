import { learnerSorts, risks } from '@quad/shared/learning';
import { apiRoot, pageSize } from '@quad/shared/platform';
import { MongoClient } from 'mongodb';
import { Connections } from '../support/http';
import { inTurn, type Load } from '../support/load';
import { serveLoads } from '../support/load-process';
import { seeded } from '../support/seeded';

export interface LearnersPlan {
  server: string;
  mongodbUri: string;
  cookie: string;
  courseId: string;
}

interface Asked {
  sort: (typeof learnerSorts)[number];
  page: number;
  risk?: string;
  q?: string;
}

/** Every sort at every depth; some look at those at risk, some search. */
function asked(): Asked[] {
  const random = seeded('lists');
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: 200 }, (_, n): Asked => {
    const sort = pick(learnerSorts);
    if (n % 5 === 3) return { sort, page: 1 + Math.floor(random() * 100), risk: pick([...risks, 'any']) };
    if (n % 5 === 4) return { sort, page: 1, q: pick(['al', 'ma', 'wil', 'ro']) };
    return { sort, page: 1 + Math.floor(random() * random() * 1_000) };
  });
}

const overHttp: Load<LearnersPlan> = ({ server, cookie, courseId }, lanes) => {
  const connections = new Connections(new URL(server), lanes);
  const lists = asked().map((each) => async () => {
    const query = new URLSearchParams({ ...each, page: String(each.page) }).toString();
    const path = `${apiRoot}/courses/${courseId}/learners?${query}`;
    const { status, text } = await connections.send({ method: 'GET', path, headers: { cookie } });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
  });
  return Promise.resolve({ lanes: inTurn(lists, lanes), close: () => connections.close() });
};

/** The same page by the bare driver and the same index, without its counts; or without any index. */
function bare(indexed: boolean): Load<LearnersPlan> {
  return async ({ mongodbUri, courseId }, lanes) => {
    const client = await MongoClient.connect(mongodbUri);
    const enrolments = client.db().collection('course_enrolments');
    const lists = asked().map(({ sort, page }) => async () => {
      const [field, way] = [sort.replace('-', ''), sort.startsWith('-') ? (-1 as const) : (1 as const)];
      const found = enrolments
        .find(
          { courseId, active: true },
          field === 'name' ? { collation: { locale: 'en', strength: 1 } } : {},
        )
        .sort({ [field]: way, _id: way })
        .skip((page - 1) * pageSize)
        .limit(pageSize);
      await (indexed ? found : found.hint({ $natural: 1 }).allowDiskUse()).toArray();
    });
    return { lanes: inTurn(lists, lanes), close: () => client.close() };
  };
}

serveLoads<LearnersPlan>({ ours: overHttp, floor: bare(true), naive: bare(false) });
