from charms.reactive import clear_flag, endpoint_from_name, set_flag, when, when_not


@when("website.available", "upstream.available")
def forward():
    hosts = [host for service in endpoint_from_name("upstream").services() for host in service["hosts"]]
    endpoint_from_name("website").configure(port=10_000 + len(hosts))
    set_flag("proxy.forwarding")


@when_not("upstream.available")
def stop():
    clear_flag("proxy.forwarding")
