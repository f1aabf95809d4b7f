subnets = {
  web = "10.0.1.0/24"
  app = "10.0.2.0/24"
}

image             = "app-1.1.0"
storage_gigabytes = 50
bastion           = false
