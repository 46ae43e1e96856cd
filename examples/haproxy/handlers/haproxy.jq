# The configuration of HAProxy, of what `interlayer call reverseproxy services` gives. What websites write is theirs: a name that could
# be more than a name is left out.
def safe: test("^[A-Za-z0-9._:-]+$");
def servers: .hosts[] | select(.hostname | safe) | "  server \(.hostname):\(.port) \(.hostname):\(.port)";
def backend($name): "backend \($name)", "  option redispatch", "  retries 3", "  balance roundrobin";

"defaults",
"  mode http",
"  option forwardfor",
"  timeout connect 2s",
"  timeout client 30s",
"  timeout server 30s",
"frontend requests",
"  bind \($bind)",
"  use_backend %[req.hdr(host),field(1,.:),lower]",
"  default_backend all-websites",
(.[] | select(.service | safe) | backend(.service), servers),
backend("all-websites"), (.[] | servers)
