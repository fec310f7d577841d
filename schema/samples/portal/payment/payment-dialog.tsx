// The dialog in which a bill is paid: what, by which channel, and what became of it.
import { Modal } from '@mantine/core';
import { useElderMode } from '../elder-mode.js';
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { ConfirmPayment } from './confirm-payment.js';
import { OpenedOrder } from './opened-order.js';
import { usePayment } from './payment-context.js';

interface PaymentDialogProps {
  citizen: Citizen;
  development: boolean;
}

export function PaymentDialog({ citizen, development }: PaymentDialogProps) {
  const { text } = useLanguage();
  const { on: elder } = useElderMode();
  const { step, close } = usePayment();
  return (
    <Modal
      opened={step.kind !== 'none'}
      onClose={close}
      title={step.kind === 'opened' ? text.payment.createdTitle : text.payment.title}
      size={elder ? 'lg' : 'md'}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': text.close }}
      // Mantine's <header> would be a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {step.kind === 'opened' && <OpenedOrder order={step.order} development={development} />}
      {(step.kind === 'confirming' || step.kind === 'asking') && (
        <ConfirmPayment
          citizen={citizen}
          draft={step.draft}
          problem={step.kind === 'confirming' ? step.problem : undefined}
          asking={step.kind === 'asking'}
        />
      )}
    </Modal>
  );
}
