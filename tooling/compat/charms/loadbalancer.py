from base import ENDPOINT, Charm, main
from loadbalancer_interface import LBConsumers, LBProvider


class Provider(Charm):
    def prepare(self):
        self.lb = LBConsumers(self, ENDPOINT)

    def act(self):
        for request in self.lb.all_requests:
            address = f'lb-{self.edition}.test'
            if request in self.lb.new_requests or request.response.address != address:
                request.response.address = address
                self.lb.send_response(request)

    def known(self):
        return [
            [request.name, request.protocol.value, {str(port): to for port, to in request.port_mapping.items()}, request.backends]
            for request in self.lb.all_requests
        ]


class Requirer(Charm):
    def prepare(self):
        self.lb = LBProvider(self, ENDPOINT)

    def act(self):
        if self.lb.is_available and self.unit.is_leader():
            request = self.lb.get_request('api')
            request.protocol = request.protocols.https
            request.port_mapping = {443: 6443, 80: 8080}
            self.lb.send_request(request)

    def known(self):
        return [[response.name, response.address] for response in self.lb.complete_responses]


main(provider=Provider, requirer=Requirer)
