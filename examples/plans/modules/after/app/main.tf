variable "name" {
  type = string
}

variable "image" {
  type = string
}

resource "terraform_data" "service" {
  input            = { name = var.name, image = var.image }
  triggers_replace = var.image
}

resource "terraform_data" "alarm" {
  count = 2
  input = "${var.name}-${var.image}-alarm-${count.index}"
}

output "name" {
  value = var.name
}
