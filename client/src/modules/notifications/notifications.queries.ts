import {
  notificationsContract,
  type Delivery,
  type NoticeChoices,
  type ReadNotices,
} from '@quad/shared/notifications';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api';

/** All query keys of notices, deliveries and mails, as a tree. */
const keys = {
  notices: ['notices'] as const,
  settings: ['noticeSettings'] as const,
  outbox: ['outbox'] as const,
};

export const unreadQuery = queryOptions({
  queryKey: [...keys.notices, 'unread'],
  queryFn: ({ signal }) => call(notificationsContract.unreadNotices, {}, signal),
});

export function noticesQuery(query: { page?: number }) {
  return queryOptions({
    queryKey: [...keys.notices, 'list', query],
    queryFn: ({ signal }) => call(notificationsContract.notices, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => call(notificationsContract.noticeSettings, {}, signal),
});

export function deliveriesQuery(query: { state: Delivery['state']; page?: number }) {
  return queryOptions({
    queryKey: [...keys.outbox, 'deliveries', query],
    queryFn: ({ signal }) => call(notificationsContract.deliveries, { query }, signal),
    // what was given up must not stand under what is done, not even for a moment
    placeholderData: (before, asked) =>
      (asked?.queryKey[2] as typeof query | undefined)?.state === query.state ? before : undefined,
  });
}

export function mailsQuery(query: { page?: number }) {
  return queryOptions({
    queryKey: [...keys.outbox, 'mails', query],
    queryFn: ({ signal }) => call(notificationsContract.mails, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReadNotices) => call(notificationsContract.readNotices, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notices }),
  });
}

export function useSetNoticeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NoticeChoices) => call(notificationsContract.setNoticeSettings, { body }),
    onSuccess: (settings) => client.setQueryData(keys.settings, settings),
  });
}

/** One delivery, or everything that was given up. */
export function useReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: string | null) =>
      deliveryId === null
        ? call(notificationsContract.replayDead, {})
        : call(notificationsContract.replayDelivery, { params: { deliveryId } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.outbox }),
  });
}
