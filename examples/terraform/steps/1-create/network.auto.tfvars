subnets = {
  web  = "10.0.1.0/24"
  app  = "10.0.2.0/24"
  data = "10.0.3.0/24"
}

image             = "app-1.0.0"
storage_gigabytes = 20
bastion           = true
