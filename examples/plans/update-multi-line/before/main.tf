resource "terraform_data" "boot" {
  input = <<-EOT
    #!/bin/sh
    set -eu
    apt-get update
    apt-get install -y nginx
    echo "one"
    echo "two"
    echo "three"
    echo "four"
    echo "five"
    echo "six"
    systemctl enable nginx
  EOT
}
