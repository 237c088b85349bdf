package io.lumaris.planted.job;

import com.nimbusds.jose.JWSObject;

record JobUsingJose(JWSObject signed) {}
