/** What an operator of the market looks at and does on the page; the market says who is one. */
package io.lumaris.operator;
