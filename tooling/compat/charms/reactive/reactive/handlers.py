import json
import os
import sys

from charmhelpers.core import hookenv
from charms.reactive import endpoint_from_name, when
from fault import fail

ENDPOINT = os.environ['ENDPOINT']
provides, requires = (sys.argv[1] == role for role in ('provider', 'requirer'))


@when(f'{ENDPOINT}.available')
def configure():
    edition = hookenv.config('edition')
    if not provides:
        return
    if edition == '3':
        endpoint_from_name(ENDPOINT).configure(80, ['10.0.0.1', '10.0.0.2'], ['a', 'h'])
    else:
        endpoint_from_name(ENDPOINT).configure(8080 + int(edition))


@hookenv.atexit
def end():
    """What is registered first runs last, when databags are written."""
    known = endpoint_from_name(ENDPOINT).known() if requires else None
    hookenv.status_set('active', json.dumps(known))
    fail(hookenv.config('edition'))
