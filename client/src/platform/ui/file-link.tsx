import type { Endpoint } from '@quad/shared/platform';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { ComponentProps, MouseEvent } from 'react';
import { clock } from '../clock';
import { followLink } from '../files';
import { prove } from '../proof';
import { meQuery } from '../session';

interface FileLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'download' | 'onClick'> {
  endpoint: Endpoint & { download: true };
  /** of the file, with everything the endpoint wants to know */
  href: string;
}

/**
 * A link to a file, which the browser fetches by itself: it can neither renew a session nor ask who somebody is, so both are done
 * before it is followed.
 */
export function FileLink({ endpoint, href, children, ...props }: FileLinkProps) {
  const client = useQueryClient();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void mayFollow(client, endpoint.proof === true).then((may) => {
      if (may) followLink(href);
    });
  };
  return (
    <a {...props} href={href} download onClick={follow}>
      {children}
    </a>
  );
}

async function mayFollow(client: QueryClient, needsProof: boolean): Promise<boolean> {
  // without an answer the browser is let try, and says itself what is wrong
  const me = await client.query({ ...meQuery, staleTime: 0 }).catch(() => undefined);
  if (me === undefined || !needsProof) return true;
  // a set clock of the district says nothing of real time
  const now = me.clock.real ? clock.now() : Date.now();
  return me.provedUntil > now || prove();
}
