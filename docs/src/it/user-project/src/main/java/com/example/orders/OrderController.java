package com.example.orders;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

	@GetMapping("/orders/{id}")
	String order(@PathVariable String id) {
		return "order " + id;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.CREATED)
	String take(@RequestBody byte[] order) {
		return "an order of " + order.length + " bytes";
	}

}
