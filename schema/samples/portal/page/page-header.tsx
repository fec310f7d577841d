// The head of every page: whose it is, its language, and elder mode.
import { Button, Switch } from '@mantine/core';
import { useElderMode } from '../elder-mode.js';
import { useLanguage } from '../language/language-context.js';

export function PageHeader() {
  const { language, text, setLanguage } = useLanguage();
  const elderMode = useElderMode();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <header className="page-header">
      <a className="skip-link" href="#main">
        {text.skipToContent}
      </a>
      <span className="brand">{text.city}</span>
      <Switch
        label={text.elderMode}
        checked={elderMode.on}
        onChange={(event) => elderMode.set(event.currentTarget.checked)}
      />
      <Button
        variant="default"
        size="compact-md"
        lang={other === 'en' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(other)}
      >
        {other === 'en' ? 'English' : '中文'}
      </Button>
    </header>
  );
}
