"""What goes over the network: pages, SOAP, GENA and SSDP."""
