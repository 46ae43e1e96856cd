"""The faults of a story."""

import os
import signal
from pathlib import Path


def fail(edition):
    """Ends the first hooks of these kinds of a first unit, once each, when all is done but their end."""
    hook = os.environ['JUJU_HOOK_NAME']
    kind = next((kind for kind in ('relation-created', 'relation-changed') if hook.endswith(kind)), hook)
    way = {'relation-created': 'kill', 'relation-changed': 'raise'}.get(kind)
    if hook == 'config-changed' and edition == '2':
        way = 'kill'
    mark = Path(os.environ['CHARM_DIR'], f'failed-{kind}')
    if way is None or not os.environ['JUJU_UNIT_NAME'].endswith('/0') or mark.exists():
        return
    mark.touch()
    if way == 'kill':
        os.kill(os.getpid(), signal.SIGKILL)
    raise RuntimeError('a fault of the workload')
