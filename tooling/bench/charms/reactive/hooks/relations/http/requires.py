from charms.reactive import Endpoint, toggle_flag


class HttpRequires(Endpoint):
    def manage_flags(self):
        serving = any(unit.received_raw.get("port") for unit in self.all_joined_units)
        toggle_flag(self.expand_name("{endpoint_name}.available"), serving)

    def services(self):
        services = []
        for relation in self.relations:
            hosts = set()
            for unit in relation.joined_units:
                data = unit.received_raw
                if data.get("port"):
                    address = data.get("private-address")
                    hosts.add((data.get("hostname") or address, address, int(data["port"])))
            if hosts:
                services.append({"service_name": relation.application_name, "hosts": sorted(hosts)})
        return services
