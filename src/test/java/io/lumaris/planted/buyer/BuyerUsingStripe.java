package io.lumaris.planted.buyer;

import com.stripe.StripeClient;

record BuyerUsingStripe(StripeClient client) {}
