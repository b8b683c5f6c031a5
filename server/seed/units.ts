export { PROVINCES } from '../../domain/provinces.js';

export const CENTRE_NAME = '全国协调小组办公室';
