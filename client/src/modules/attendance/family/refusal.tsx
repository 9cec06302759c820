import { useTranslation } from 'react-i18next';
import { ApiError, errorKey } from '../../../platform/api-error';
import classes from './refusal.module.css';

/** Why something was not done: the server's own sentence where it has one, and what is wrong with which field. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const detail = error instanceof ApiError ? error.detail : undefined;
  const fields = error instanceof ApiError ? error.errors : [];
  return (
    <div role="alert" className={classes.refusal}>
      <p>{detail ?? t(errorKey(error))}</p>
      {fields.map(({ field, message }) => (
        <p key={`${field}${message}`}>{message}</p>
      ))}
    </div>
  );
}
