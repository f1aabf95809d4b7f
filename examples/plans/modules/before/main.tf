module "app" {
  source   = "./app"
  for_each = toset(["ap", "eu"])
  name     = "app-${each.key}"
  image    = "v1"
}

module "shared" {
  source = "./app"
  name   = "shared"
  image  = "v1"
}

resource "terraform_data" "root" {
  input = "root-1"
}

resource "terraform_data" "old" {
  input = "old"
}
