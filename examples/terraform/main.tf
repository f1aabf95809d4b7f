# A small network, told with the one resource that is built into Terraform, so
# that it plans and applies without a provider, a download or an account.

terraform {
  required_version = ">= 1.4"
}

variable "environment" {
  description = "Name of the environment, part of every name."
  type        = string
  default     = "demo"
}

variable "subnets" {
  description = "Subnets by name, each with its address range."
  type        = map(string)
  default = {
    web  = "10.0.1.0/24"
    app  = "10.0.2.0/24"
    data = "10.0.3.0/24"
  }
}

variable "image" {
  description = "Image of the server. Another image means another server."
  type        = string
  default     = "app-1.0.0"
}

variable "storage_gigabytes" {
  description = "Storage of the database. It grows in place."
  type        = number
  default     = 20
}

variable "bastion" {
  description = "Is there a bastion host?"
  type        = bool
  default     = true
}

variable "database_password" {
  description = "Never shown, in no plan and no comment."
  type        = string
  sensitive   = true
  default     = "correct horse battery staple (not-a-secret)"
}

resource "terraform_data" "network" {
  input = {
    name  = "${var.environment}-network"
    range = "10.0.0.0/16"
  }
}

resource "terraform_data" "subnet" {
  for_each = var.subnets

  input = {
    name    = "${var.environment}-${each.key}"
    range   = each.value
    network = terraform_data.network.id
  }
}

# A new image replaces the server.
resource "terraform_data" "server" {
  triggers_replace = [var.image]

  input = {
    name  = "${var.environment}-server"
    image = var.image
  }
}

# Follows the server: its target is unknown until the new server is there.
resource "terraform_data" "dns_record" {
  input = {
    name   = "app.${var.environment}.example.com"
    target = terraform_data.server.id
  }
}

resource "terraform_data" "database" {
  input = {
    name              = "${var.environment}-database"
    storage_gigabytes = var.storage_gigabytes
  }
}

# A new password makes a new user. The password is a trigger and no input, since
# terraform_data repeats its input as output, and there it is not sensitive.
resource "terraform_data" "database_user" {
  triggers_replace = {
    password = var.database_password
  }

  input = {
    name     = "app"
    database = terraform_data.database.id
  }
}

resource "terraform_data" "bastion" {
  count = var.bastion ? 1 : 0

  input = {
    name = "${var.environment}-bastion"
  }
}

output "network_id" {
  description = "Id of the network."
  value       = terraform_data.network.id
}

output "subnet_ranges" {
  description = "Address ranges by the name of the subnet."
  value       = { for name, subnet in terraform_data.subnet : name => subnet.output.range }
}

output "server_image" {
  description = "Image that the server runs."
  value       = terraform_data.server.output.image
}

output "database_url" {
  description = "How to reach the database, with its password."
  value       = "postgres://${terraform_data.database_user.output.name}:${var.database_password}@${terraform_data.database.id}/app"
  sensitive   = true
}
