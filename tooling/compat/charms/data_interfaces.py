import dpcharmlibs.interfaces as data
import ops
from base import ENDPOINT, Charm, main

ANSWER = {'username': 'account', 'endpoints': '10.0.1.1:1', 'version': '16.9.0', 'tls': False}


def answer(request, password):
    return data.ResourceProviderModel(
        salt=request.salt, request_id=request.request_id, resource=request.resource, password=password, **ANSWER
    )


class Provider(Charm):
    def prepare(self):
        self.data = data.ResourceProviderEventHandler(self, ENDPOINT, data.RequirerCommonModel)

    @property
    def requests(self):
        if not self.unit.is_leader():
            return []
        return [(relation, request) for relation in self.relations for request in self.data.requests(relation)]

    def act(self):
        for relation, request in self.requests:
            responses = self.data.responses(relation, data.ResourceProviderModel)
            given = next((response for response in responses if response.username), None)
            password = f'password-{self.edition}'
            if given is None:
                self.data.set_response(relation.id, answer(request, password))
            elif str(given.password) != password:
                given.password = password
                self.data.set_response(relation.id, given)

    def known(self):
        return [request.resource for _, request in self.requests]


class Requirer(Charm):
    def prepare(self):
        requests = [data.RequirerCommonModel(resource='orders', extra_user_roles='admin')]
        self.data = data.ResourceRequirerEventHandler(self, ENDPOINT, requests, data.ResourceProviderModel)

    def known(self):
        try:
            return [details for relation in self.relations for details in self.accounts(relation)]
        except ops.SecretNotFoundError:
            # The relation ends, and the provider, which left first, has taken its secrets with it.
            return []

    def accounts(self, relation):
        return [
            [response.resource, str(response.username), str(response.password), response.endpoints, response.version]
            for response in self.data.interface.build_model(relation.id, component=relation.app).requests
            if response.username
        ]


main(provider=Provider, requirer=Requirer)
