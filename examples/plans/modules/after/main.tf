module "app" {
  source   = "./app"
  for_each = toset(["eu", "us"])
  name     = "app-${each.key}"
  image    = "v2"
}

module "shared" {
  source = "./app"
  name   = "shared"
  image  = "v1"
}

resource "terraform_data" "root" {
  input = "root-2"
}

output "names" {
  value = [for app in module.app : app.name]
}
