import { CloseButton } from '@mantine/core';
import type { CourseFile } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import classes from './assignments.module.css';

/** Files that were added to a piece of work, each to be opened, and taken away where that is still possible. */
export function FileList({
  files,
  remove,
}: {
  files: readonly CourseFile[];
  remove?: (file: CourseFile) => void;
}) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('learning.assignments.files.label')}>
      {files.map((file) => (
        <li key={file.fileId}>
          <a href={file.url} download={file.name}>
            {file.name}{' '}
            <span className="soft num">
              {t('learning.assignments.files.kb', { kb: formatNumber(Math.ceil(file.bytes / 1_024)) })}
            </span>
          </a>
          {remove === undefined ? null : (
            <CloseButton
              size={44}
              aria-label={t('learning.assignments.files.remove', { name: file.name })}
              onClick={() => remove(file)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
