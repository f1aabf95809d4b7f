moved {
  from = terraform_data.api
  to   = module.app["eu"].terraform_data.api
}

module "app" {
  source   = "./app"
  for_each = toset(["eu"])
  size     = 256
}
