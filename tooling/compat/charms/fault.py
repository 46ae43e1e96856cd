"""The faults of a story."""

import os
from pathlib import Path


def fail(edition):
    """Fails the first hooks of these kinds of a first unit, once each, when all is done but their end."""
    hook = os.environ['JUJU_HOOK_NAME']
    kind = next((kind for kind in ('relation-changed', 'config-changed') if hook.endswith(kind)), None)
    # The first configuration is no change.
    if kind is None or (kind == 'config-changed' and edition != '2'):
        return
    mark = Path(os.environ['CHARM_DIR'], f'failed-{kind}')
    if os.environ['FAULTY'] != 'true' or not os.environ['JUJU_UNIT_NAME'].endswith('/0') or mark.exists():
        return
    mark.touch()
    raise RuntimeError('a fault of the workload')
